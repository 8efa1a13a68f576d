import Foundation
import Platform
import Testing

@Suite("Settings")
struct SettingsTests {
    @Test("a setting that is empty is as good as absent")
    func emptyIsAbsent() throws {
        let settings = Settings(["EDUCATION_TABLE": "", "AWS_REGION": "eu-west-1"])
        #expect(settings["EDUCATION_TABLE"] == nil)
        #expect(settings["NO_SUCH"] == nil)
        #expect(settings["AWS_REGION"] == "eu-west-1")
        #expect(throws: SettingsError(name: "EDUCATION_TABLE", problem: "is not set")) {
            try settings.required("EDUCATION_TABLE")
        }
        #expect(try settings.required("AWS_REGION") == "eu-west-1")
    }

    @Test(
        "a flag is true or false in two spellings each, and false when there is none",
        arguments: [("true", true), ("1", true), ("false", false), ("0", false), ("", false), (nil, false)])
    func flags(value: String?, expected: Bool) throws {
        let settings = Settings(value.map { ["FLAG": $0] } ?? [:])
        #expect(try settings.flag("FLAG") == expected)
    }

    @Test("a flag that is neither is refused rather than guessed", arguments: ["yes", "TRUE", "2", " true"])
    func unclearFlags(value: String) {
        #expect(throws: SettingsError(name: "FLAG", problem: "must be true or false")) {
            try Settings(["FLAG": value]).flag("FLAG")
        }
    }

    @Test("an error names the setting and never shows its value")
    func errorsHideValues() throws {
        let error = #expect(throws: SettingsError.self) { try Settings(["FLAG": "hunter2hunter2"]).flag("FLAG") }
        #expect(error.map { "\($0)" } == "FLAG: must be true or false")
    }

    @Test("the environment is that of the process")
    func environment() throws {
        let path = try #require(ProcessInfo.processInfo.environment["PATH"])
        #expect(Settings.environment["PATH"] == path)
        #expect(Settings.environment["CONVENE_NO_SUCH_SETTING"] == nil)
    }
}
