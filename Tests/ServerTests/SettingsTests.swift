import Foundation
import SandyqServer
import Testing

/// One precedence, one reading, whatever a setting comes from.
@Suite struct SettingsTests {
    private func sources(
        file: String? = nil,
        environment: [String: String] = [:],
        flags: [String: String] = [:]
    ) throws -> SettingsSources {
        var sources = SettingsSources { environment[$0] }
        if let file { try sources.read(file: Array(file.utf8), named: "settings.json5") }
        sources.flags = flags
        return sources
    }

    @Test func defaultsAreSafe() throws {
        let settings = try sources().settings()
        #expect(settings.listen == ListeningAddress(host: "127.0.0.1", port: 8_080))
        #expect(settings.ncanode == nil)
        #expect(!settings.online)
        #expect(settings.trustedProxies.isEmpty)
        #expect(settings.logLevel == .info)
    }

    @Test func aFlagBeatsTheEnvironmentAndThatTheFile() throws {
        let file = "{ listen: '127.0.0.3:3', policy: 'aes', checksPerMinute: 3 }"
        let environment = ["SANDYQ_LISTEN": "127.0.0.2:2", "SANDYQ_POLICY": "integrity"]
        let all = try sources(file: file, environment: environment, flags: ["listen": "[::1]:1"]).settings()
        #expect(all.listen == ListeningAddress(host: "::1", port: 1))
        #expect(all.policy == "integrity")
        #expect(all.bounds.checksPerMinute == 3)
    }

    @Test func whatIsPrintedSaysWhereItComesFrom() throws {
        let lines = try sources(file: "{ trustedProxies: ['10.0.0.0/8'] }", flags: ["listen": "127.0.0.1:1"]).lines()
        #expect(lines.contains("listen = 127.0.0.1:1  (flag)"))
        #expect(lines.contains("trustedProxies = 10.0.0.0/8  (file)"))
        #expect(lines.contains("online = false  (default)"))
        #expect(lines.count == Setting.all.count)
    }

    @Test(arguments: Setting.all.map(\.name)) func everyDefaultReadsAsItself(name: String) throws {
        let setting = try #require(Setting.all.first { $0.name == name })
        let line = try #require(try sources().lines().first { $0.hasPrefix("\(name) = ") })
        let text = line.dropFirst(name.count + 3).prefix { $0 != " " }
        let again = try sources(flags: [name: String(text)]).settings()
        #expect(again == Settings())
        #expect(!setting.meaning.isEmpty && !setting.form.isEmpty)
    }

    @Test(arguments: [
        ("listen", "8080"), ("listen", "a:b:1"), ("listen", ":1"), ("listen", "127.0.0.1:65536"),
        ("trustedProxies", "10.0.0.0/33"), ("trustedProxies", "proxy"), ("checksPerMinute", "0"),
        ("checksPerMinute", "many"), ("online", "yes"), ("ncanode", "x"), ("policy", "strict"),
        ("logLevel", "loud"), ("verifications", "-1"), ("tlsKey", "key.pem"),
    ])
    func whatCannotBeTakenIsRefused(name: String, text: String) throws {
        let sources = try sources(flags: [name: text])
        #expect(throws: SettingsError.self) { try sources.settings() }
    }

    @Test func aNameNobodyKnowsIsRefused() throws {
        #expect(throws: SettingsError.self) { try sources(file: "{ lisen: '127.0.0.1:1' }") }
        #expect(throws: SettingsError.self) { try sources(flags: ["lisen": "127.0.0.1:1"]).settings() }
        #expect(throws: SettingsError.self) { try sources(file: "{ listen: {} }") }
        #expect(throws: SettingsError.self) { try sources(file: "listen") }
    }

    @Test func theVariableOfTheTrustStoreKeepsItsMeaning() throws {
        #expect(try sources(environment: ["SANDYQ_TRUST": "/store"]).settings().trust.isEmpty)
        #expect(Setting.all.filter { $0.variable == nil }.map(\.name) == ["trust"])
    }
}
