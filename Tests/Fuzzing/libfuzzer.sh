# For scripts that build the readers of strangers' files as a libFuzzer program: where the toolchain
# keeps libFuzzer, and the flags by which it sees which ways an input took.
NPQ_LIBFUZZER=$(find "$(dirname "$(readlink -f "$(command -v swift)")")/../lib/clang" \
  -name 'libclang_rt.fuzzer_no_main-*.a' -path "*$(uname -m)*" | head -1)
[ -n "$NPQ_LIBFUZZER" ] || { echo "this toolchain has no libFuzzer" >&2; exit 1; }
export NPQ_LIBFUZZER
coverage=edge,indirect-calls,trace-cmp,inline-8bit-counters,pc-table
coverage=(-Xswiftc "-sanitize-coverage=$coverage" -Xcc "-fsanitize-coverage=$coverage")
