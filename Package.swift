// swift-tools-version: 6.3
import PackageDescription

/// One list of compiler settings for every target of the package.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .treatAllWarnings(as: .error),
]

// Each target names all targets beneath it, also those that it does not import: it is compiled with
// the layout of their types, and a release build compiles anew only what stands directly on a change.

/// For targets that touch C, in which each unsafe expression is marked, and for those that call
/// nothing of the system, in which there is none; `MemorySafetyTests` looks after the others.
let strict = settings + [.strictMemorySafety()]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

let fuzzed: [Target.Dependency] = [
  "Archive", "Assessment", "Documents", "Findings", "Markup", "Sealing", "Sheets",
]

let besidesFuzzing = ["Driver", "Found", "libfuzzer.sh", "run"]

/// The readers of what strangers send, tried with seeds and old finds as tests; where
/// `NPQ_LIBFUZZER` names libFuzzer, the same files are also a program that it drives.
let fuzzing: [Target] =
  if let libFuzzer = Context.environment["NPQ_LIBFUZZER"] {
    [
      .target(
        name: "FuzzTargets", dependencies: fuzzed, path: "Tests/Fuzzing",
        exclude: besidesFuzzing + ["FuzzingTests.swift"],
        swiftSettings: settings),
      .testTarget(
        name: "FuzzingTests", dependencies: ["Assessment", "FuzzTargets"], path: "Tests/Fuzzing",
        exclude: besidesFuzzing, sources: ["FuzzingTests.swift"],
        swiftSettings: settings + [.define("FUZZ_TARGETS_APART")]),
      .executableTarget(
        name: "Fuzzing", dependencies: ["FuzzTargets"], path: "Tests/Fuzzing/Driver",
        swiftSettings: settings,
        linkerSettings: [libFuzzer, "stdc++", "m"].map { .linkedLibrary($0) }),
    ]
  } else {
    [
      .testTarget(
        name: "FuzzingTests", dependencies: fuzzed, path: "Tests/Fuzzing",
        exclude: besidesFuzzing, swiftSettings: settings)
    ]
  }

let package = Package(
  name: "npq",
  products: [
    .library(name: "Assessment", targets: ["Assessment", "Findings"]),
    .executable(name: "npq", targets: ["npq"]),
    .executable(name: "npq-paper", targets: ["Paper"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(
      name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(
      name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .plugin(name: "EmbedPlugin", capability: .buildTool(), path: "Sources/EmbedPlugin"),

    .target(name: "Findings", swiftSettings: strict),
    .target(name: "CChild"),
    .target(
      name: "Archive", dependencies: ["CArchive", "CChild", "CZlib", "Findings"],
      swiftSettings: strict),
    .target(name: "Markup", dependencies: ["CExpat", "Findings"], swiftSettings: strict),
    .target(
      name: "Documents", dependencies: ["Archive", "Markup", "Findings"], swiftSettings: strict),
    .target(
      name: "Sheets", dependencies: ["Archive", "CXlsxWriter", "Findings", "Markup"],
      swiftSettings: strict),
    .target(
      name: "Sealing",
      dependencies: [
        "Findings", crypto, .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: settings),
    .target(
      name: "Rubrics", path: "Rubrics", sources: ["Rubrics.swift"], swiftSettings: strict,
      plugins: ["EmbedPlugin"]),
    .target(
      name: "Assessment",
      dependencies: [
        "Archive", "Documents", "Findings", "Markup", "Rubrics", "Sealing", "Sheets", "Yams",
        .product(name: "Mustache", package: "swift-mustache"),
        crypto,
      ],
      exclude: [
        "Marking/Page", "Page/base.css", "Page/elements.js", "Page/frame.html",
        "Results/Report/Page", "Similarity/Page", "Submission/Page",
      ],
      swiftSettings: settings, plugins: ["EmbedPlugin"]),
    .executableTarget(
      name: "Paper", dependencies: ["Archive", "CPango", "Documents", "Findings", "Markup"],
      swiftSettings: strict),
    .target(
      name: "Ledger",
      dependencies: [
        "Archive", "Assessment", "CSQLite", "Documents", "Findings", "Markup", "Rubrics", "Sealing",
        "Sheets",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "npq",
      dependencies: [
        "Archive", "Assessment", "Documents", "Findings", "Ledger", "Markup", "Rubrics", "Sealing",
        "Sheets",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    .testTarget(
      name: "ArchiveTests", dependencies: ["Archive", "Findings"], swiftSettings: settings),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Archive", "Documents", "Findings", "Markup"],
      swiftSettings: settings),
    .testTarget(
      name: "SheetsTests", dependencies: ["Archive", "Findings", "Markup", "Sheets"],
      swiftSettings: settings),
    .testTarget(
      name: "SealingTests", dependencies: ["Findings", "Sealing"], swiftSettings: settings),
    .testTarget(
      name: "AssessmentTests",
      dependencies: [
        "Archive", "Assessment", "Documents", "Findings", "Rubrics", "Sealing", "Sheets",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "LedgerTests",
      dependencies: [
        "Archive", "Assessment", "CSQLite", "Documents", "Findings", "Ledger", "Sealing",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "CommandTests", dependencies: ["Findings", "npq"],
      exclude: ["Scenarios", "at-terminal.py", "find-names.py"],
      swiftSettings: settings),
  ] + fuzzing,
  swiftLanguageModes: [.v6]
)
