# For scripts that build the readers of strangers' files as a libFuzzer program: tells Package.swift
# the name of the toolchain's libFuzzer, and sets the flags by which it is found, and by which it
# sees which ways an input took.
archive=$(find "$(dirname "$(readlink -f "$(command -v swift)")")/../lib/clang" \
  -name 'libclang_rt.fuzzer_no_main-*.a' -path "*$(uname -m)*" | head -1)
[ -n "$archive" ] || { echo "this toolchain has no libFuzzer" >&2; exit 1; }
NPQ_LIBFUZZER=$(basename "$archive" .a)
export NPQ_LIBFUZZER=${NPQ_LIBFUZZER#lib}
seen=edge,indirect-calls,trace-cmp,inline-8bit-counters,pc-table
libfuzzer=(-Xlinker "-L$(dirname "$archive")"
  -Xswiftc "-sanitize-coverage=$seen" -Xcc "-fsanitize-coverage=$seen")
