// swift-tools-version: 6.2
import PackageDescription

/// Every endpoint, by area: one word here makes its target and its executable from
/// Sources/Functions/<Area>/<Name>, with its area's feature and what all functions import.
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

/// Every library and what it may import, from the ground up.
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

/// What development and tests need and no function links; these may use Foundation.
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

/// The libraries of the system that the code calls: module, pkg-config name, Debian package.
let systemLibraries = [
    (name: "CCurl", pkgConfig: "libcurl", package: "libcurl4-openssl-dev"),
    (name: "COpenSSL", pkgConfig: "libcrypto", package: "libssl-dev"),
    (name: "CSQLite", pkgConfig: "sqlite3", package: "libsqlite3-dev"),
    (name: "CYAML", pkgConfig: "yaml-0.1", package: "libyaml-dev"),
]

/// What a function may import besides its own area's feature.
let functionImports = ["APIGateway", "JSON", "LambdaEvents", "LambdaRuntime", "Platform", "Time"]

/// Packaging for Lambda builds the functions and what they link, and nothing else.
let isPackaging = Context.environment["PACKAGING"] != nil

/// Whether warnings are errors, in every build alike, so that no gate has to build everything a second time.
///
/// ALLOW_WARNINGS=1 lets whoever has a newer compiler, which warns of more, build all the same; packaging is no place to learn
/// of warnings.
let isStrict = !isPackaging && Context.environment["ALLOW_WARNINGS"] == nil

let swiftSettings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + (isStrict ? [.treatAllWarnings(as: .error)] : [])

/// What a function links leaves out the modules that Swift imports unasked: unused, they would still cost a megabyte.
let leanSettings =
    swiftSettings + [
        .unsafeFlags([
            "-Xfrontend", "-disable-implicit-string-processing-module-import",
            "-Xfrontend", "-disable-implicit-concurrency-module-import",
        ])
    ]

func dependencies(_ names: [String]) -> [Target.Dependency] {
    names.map { .target(name: $0) }
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
        name: "\(name)Tests", dependencies: dependencies(imports), path: "Tests/\(name)Tests",
        swiftSettings: swiftSettings)
}

/// What a library's tests use that the library itself does without, executables that they run among it.
let testImports = [
    "LambdaRuntime": ["ListMeetups"],
    "LocalGateway": ["Gateway", "Mail", "Table"] + functions.flatMap(\.names),
    "LocalTable": ["Table"],
    "Outbox": ["Profiles"],
    "Template": ["DynamoDB", "Storage"],
]

/// The targets of tests to build, parted by blanks, for whoever needs no others; without it, all.
let chosenTests = Context.environment["TEST_TARGETS"].map { Set($0.split(separator: " ").map(String.init)) }

/// What every library's tests may use beside the library and what it imports itself.
let testbed = Target.target(
    name: "Testbed",
    dependencies: dependencies(["AWS", "DynamoDB", "HTTP", "LocalLambda", "Loopback", "Platform", "Storage", "Time"]),
    path: "Tests/Testbed", swiftSettings: swiftSettings)

/// What is given any bytes at all, by libFuzzer and by the tests.
let fuzzTargets = Target.target(
    name: "FuzzTargets", dependencies: dependencies(["Expressions", "JSON", "LocalTable", "Loopback", "TableStore"]),
    path: "Tests/FuzzTargets", swiftSettings: swiftSettings)

/// What the tests of all functions share: their samples, whole answers, their executables run as processes.
let functionsTestbed = Target.target(
    name: "FunctionsTestbed",
    dependencies: dependencies(["DynamoDB", "JSON", "LocalLambda", "Storage", "Testbed", "Time"]),
    path: "Tests/FunctionsTestbed", swiftSettings: swiftSettings)

/// What an area's tests run beside its own functions.
let otherFunctions = ["Outbox": ["SignUpForMeetup"]]

/// The tests of an area's functions, in Tests/<Area>FunctionsTests.
let functionTestTargets = functions.map { area, names in
    tests(
        of: "\(area)Functions",
        [area] + names + otherFunctions[area, default: []] + functionImports + [
            "DynamoDB", "FunctionsTestbed", "LocalLambda", "Storage", "Testbed",
        ])
}

/// What goes through the functions of several areas.
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

/// What libFuzzer calls, built and linked by Tests/fuzz.sh alone.
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
