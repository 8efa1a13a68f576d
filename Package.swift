// swift-tools-version: 6.2
import PackageDescription

/// All functions by area: one name here makes the target and executable from Sources/Functions/<Area>/<Name>, which
/// imports its area's feature and the modules common to all functions.
let functions: [(area: String, names: [String])] = [
    (
        "Events",
        [
            "ConfigureWaitlist", "CreateEvent", "DeleteEvent", "GetEvent", "ListEvents", "ListRegistrations",
            "RegisterForEvent", "UnregisterFromEvent", "UpdateEvent",
        ]
    ),
    ("Meetups", ["CancelMeetupSignUp", "ListMeetups", "SignUpForMeetup"]),
    ("Outbox", ["DispatchOutbox", "SweepOutbox"]),
    ("People", ["CreateUser", "DeleteUser", "ExportUser", "GetUser", "ListUserRegistrations", "UpdateUser"]),
    ("Service", ["CheckHealth", "RefuseRoute", "ShowAPIDocument", "ShowAPIReference", "ShowService"]),
]

/// All libraries and their allowed imports, from the ground up.
///
/// A library's tests are in Tests/<Name>Tests.
let libraries: [(name: String, imports: [String])] = [
    ("Bytes", []),
    ("Time", []),
    ("JSON", []),
    ("Scheduling", ["Bytes", "Time"]),
    ("HTTP", ["CCurl", "Time"]),
    ("Platform", ["JSON", "Time"]),
    ("Mail", ["Bytes", "Platform", "Time"]),
    ("AWS", ["COpenSSL", "Bytes", "HTTP", "JSON", "Platform", "Time"]),
    ("DynamoDB", ["AWS", "Bytes", "HTTP", "JSON", "Platform", "Time"]),
    ("Storage", ["AWS", "Bytes", "DynamoDB", "JSON", "Platform", "Time"]),
    ("LambdaRuntime", ["HTTP", "JSON", "Platform", "Time"]),
    ("APIGateway", ["Bytes", "JSON", "LambdaRuntime", "Platform", "Time"]),
    ("LambdaEvents", ["DynamoDB", "JSON", "LambdaRuntime", "Platform", "Time"]),
    ("Delivery", ["AWS", "DynamoDB", "JSON", "Mail", "Platform", "Storage", "Time"]),
    ("Profiles", ["DynamoDB", "JSON", "Platform", "Scheduling", "Storage", "Time"]),
    ("News", ["DynamoDB", "Mail", "Platform", "Profiles", "Scheduling", "Storage", "Time"]),
    (
        "Meetups",
        ["Bytes", "DynamoDB", "JSON", "Mail", "News", "Platform", "Profiles", "Scheduling", "Storage", "Time"]
    ),
    (
        "Events",
        ["Bytes", "DynamoDB", "JSON", "Mail", "News", "Platform", "Profiles", "Scheduling", "Storage", "Time"]
    ),
    (
        "People",
        [
            "Bytes", "DynamoDB", "Events", "JSON", "Mail", "Meetups", "News", "Platform", "Profiles", "Scheduling",
            "Storage", "Time",
        ]
    ),
    (
        "Outbox",
        [
            "AWS", "Delivery", "DynamoDB", "Events", "JSON", "LambdaEvents", "Mail", "Meetups", "News", "Platform",
            "Scheduling", "Storage", "Time",
        ]
    ),
    ("Service", ["AWS", "Bytes", "DynamoDB", "JSON", "Platform", "Scheduling", "Storage", "Time"]),
]

/// The libraries for development and tests, linked by no function; these may use Foundation.
let developmentLibraries: [(name: String, imports: [String])] = [
    ("Loopback", []),
    ("LocalLambda", ["Loopback"]),
    ("Expressions", ["Bytes", "JSON"]),
    ("TableStore", ["CSQLite", "JSON"]),
    ("Tokens", ["COpenSSL", "Bytes", "JSON", "Time"]),
    ("TokenIssuer", ["COpenSSL", "Bytes", "JSON", "Time", "Tokens"]),
    ("Template", ["CYAML", "JSON"]),
    ("LocalTable", ["AWS", "Bytes", "Expressions", "JSON", "Loopback", "TableStore", "Time"]),
    (
        "LocalGateway",
        [
            "AWS", "Bytes", "DynamoDB", "HTTP", "JSON", "LocalLambda", "LocalTable", "Loopback", "Platform",
            "Scheduling", "TableStore", "Template", "Time", "TokenIssuer", "Tokens",
        ]
    ),
]
let developmentTools: [(name: String, imports: [String])] = [
    ("Bench", ["APIGateway", "AWS", "HTTP", "JSON", "LambdaRuntime", "Platform", "Time"]),
    ("Gateway", ["LocalGateway"]),
    ("Invoke", ["DynamoDB", "JSON", "LocalLambda", "Platform", "Storage"]),
    ("Table", ["LocalTable"]),
]

/// The system's libraries that the code calls: module, pkg-config name, Debian package.
let systemLibraries = [
    (name: "CCurl", pkgConfig: "libcurl", package: "libcurl4-openssl-dev"),
    (name: "COpenSSL", pkgConfig: "libcrypto", package: "libssl-dev"),
    (name: "CSQLite", pkgConfig: "sqlite3", package: "libsqlite3-dev"),
    (name: "CYAML", pkgConfig: "yaml-0.1", package: "libyaml-dev"),
]

/// The modules that a function may import besides its area's feature.
let functionImports = ["APIGateway", "JSON", "LambdaEvents", "LambdaRuntime", "Platform", "Time"]

/// Packaging for Lambda builds only the functions and the libraries that they link.
let isPackaging = Context.environment["PACKAGING"] != nil

/// Whether warnings are errors: the same in every build, so that no check has to build everything a second time.
///
/// ALLOW_WARNINGS=1 allows building with a newer compiler that has more warnings; packaging never makes them errors.
let isStrict = !isPackaging && Context.environment["ALLOW_WARNINGS"] == nil

let swiftSettings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + (isStrict ? [.treatAllWarnings(as: .error)] : [])

/// The settings for everything linked by a function: they leave out modules that Swift imports implicitly, which are
/// unused but would still cost a megabyte.
let leanSettings =
    swiftSettings + [
        .unsafeFlags([
            "-Xfrontend", "-disable-implicit-string-processing-module-import",
            "-Xfrontend", "-disable-implicit-concurrency-module-import",
        ])
    ]

/// The libraries with all that they import in turn.
///
/// A function contains the layout of types from libraries that it doesn't import itself. An incremental build compiles
/// it again only if one of its dependencies has changed.
func withAllImports(_ names: [String]) -> [String] {
    var found: [String] = []
    var pending = names
    while let name = pending.popLast() {
        guard !found.contains(name) else { continue }
        found.append(name)
        pending += (libraries.first { $0.name == name }?.imports ?? []).filter { name in
            !systemLibraries.contains { $0.name == name }
        }
    }
    return found.sorted()
}

/// Packaging declares what is imported indirectly, too; elsewhere that would let imports pass that nobody declared.
func dependencies(_ names: [String]) -> [Target.Dependency] {
    (isPackaging ? withAllImports(names) : names).map { .target(name: $0) }
}

let systemTargets = systemLibraries.map { library in
    Target.systemLibrary(
        name: library.name, path: "Sources/\(library.name)", pkgConfig: library.pkgConfig,
        providers: [.apt([library.package])])
}

func library(_ name: String, _ imports: [String], _ settings: [SwiftSetting]) -> Target {
    .target(name: name, dependencies: dependencies(imports), path: "Sources/\(name)", swiftSettings: settings)
}

let libraryTargets = libraries.map { library($0.name, $0.imports, leanSettings) }

let toolTargets = developmentTools.map { tool in
    Target.executableTarget(
        name: tool.name, dependencies: dependencies(tool.imports), path: "Sources/\(tool.name)",
        swiftSettings: swiftSettings)
}

func tests(of name: String, _ imports: [String]) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies(Set(imports).sorted()), path: "Tests/\(name)Tests",
        swiftSettings: swiftSettings)
}

/// The modules that a library's tests use but the library itself does not, with the executables that they run.
let testImports = [
    "LambdaRuntime": ["ListMeetups"],
    "LocalGateway": ["Gateway", "Mail", "Table"] + functions.flatMap(\.names),
    "LocalTable": ["Table"],
    "Outbox": ["Profiles"],
    "Template": ["DynamoDB", "Storage"],
]

/// The test targets to build, separated by spaces; all of them without the variable.
let chosenTests = Context.environment["TEST_TARGETS"].map { Set($0.split(separator: " ").map(String.init)) }

/// The support code that every library's tests may use, besides the library and its imports.
let testbed = Target.target(
    name: "Testbed",
    dependencies: dependencies(["AWS", "DynamoDB", "HTTP", "LocalLambda", "Loopback", "Platform", "Storage", "Time"]),
    path: "Tests/Testbed", swiftSettings: swiftSettings)

/// The targets that libFuzzer and the tests call with arbitrary bytes.
let fuzzTargets = Target.target(
    name: "FuzzTargets", dependencies: dependencies(["Expressions", "JSON", "LocalTable", "Loopback", "TableStore"]),
    path: "Tests/FuzzTargets", swiftSettings: swiftSettings)

/// The support code for the tests of all functions: samples, whole answers, executables run as processes.
let functionsTestbed = Target.target(
    name: "FunctionsTestbed",
    dependencies: dependencies(["DynamoDB", "JSON", "LocalLambda", "Storage", "Testbed", "Time"]),
    path: "Tests/FunctionsTestbed", swiftSettings: swiftSettings)

/// The executables that an area's tests run besides its own functions.
let otherFunctions = ["Outbox": ["SignUpForMeetup"]]

/// The tests of an area's functions, in Tests/<Area>FunctionsTests.
let functionTestTargets = functions.map { area, names in
    tests(
        of: "\(area)Functions",
        [area] + names + otherFunctions[area, default: []] + functionImports
            + (libraries.first { $0.name == area }?.imports ?? [])
            + ["DynamoDB", "FunctionsTestbed", "LocalLambda", "Storage", "Testbed"])
}

/// The tests that involve the functions of several areas.
let storyTests = tests(
    of: "Functions", functions.flatMap(\.names) + ["DynamoDB", "FunctionsTestbed", "JSON", "People", "Testbed", "Time"])

let testSupport = [testbed, functionsTestbed, fuzzTargets]
let testTargets =
    [tests(of: "Fuzz", ["FuzzTargets", "Testbed"])]
    + (libraries + developmentLibraries).map { library in
        tests(of: library.name, [library.name, "Testbed"] + library.imports + testImports[library.name, default: []])
    } + functionTestTargets + [storyTests]
let chosenTestTargets = testTargets.filter { chosenTests?.contains($0.name) ?? true }

let functionTargets = functions.flatMap { area, names in
    names.map { name in
        Target.executableTarget(
            name: name, dependencies: dependencies([area] + functionImports), path: "Sources/Functions/\(area)/\(name)",
            swiftSettings: leanSettings)
    }
}

let developmentTargets =
    developmentLibraries.map { library($0.name, $0.imports, swiftSettings) } + toolTargets + testSupport
    + chosenTestTargets

/// The executable for libFuzzer, built and linked only by Tests/fuzz.sh.
let fuzzer = Target.target(
    name: "Fuzz", dependencies: dependencies(["FuzzTargets"]), path: "Tests/Fuzz", exclude: ["Seeds"],
    swiftSettings: swiftSettings)
let isFuzzing = Context.environment["FUZZING"] != nil

let package = Package(
    name: "Convene",
    targets: systemTargets + libraryTargets + functionTargets + (isPackaging ? [] : developmentTargets)
        + (isFuzzing ? [fuzzer] : []),
    swiftLanguageModes: [.v6]
)
