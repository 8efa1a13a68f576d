import AWS
import HTTP
import Testbed
import Testing
import Time

@Suite("the chain of sources")
struct CredentialsChainTests {
    private let container = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/creds"]

    @Test("the environment goes before the container's agent")
    func environmentFirst() throws {
        let both = container.merging(["AWS_ACCESS_KEY_ID": "E", "AWS_SECRET_ACCESS_KEY": "s"]) { one, _ in one }
        let chain = try CredentialsChain(lookup: { both[$0] }, transport: ReplayTransport([]))
        #expect(try chain.credentials(at: .example) == Credentials(accessKeyID: "E", secretAccessKey: "s"))
    }

    @Test("the agent is asked when the environment holds none")
    func containerNext() throws {
        let transport = ReplayTransport([.answer("C", expiring: Instant.example.adding(seconds: 3600))])
        let chain = try CredentialsChain(lookup: { container[$0] }, transport: transport)
        #expect(try chain.credentials(at: .example).accessKeyID == "C")
    }

    @Test("with neither the error names all that could be set")
    func neither() {
        #expect(
            throws: CredentialsError.notConfigured(
                advice: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or in a container "
                    + "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI")
        ) {
            try CredentialsChain(lookup: { _ in nil }, transport: ReplayTransport([]))
        }
    }

    @Test("half a key in the environment is told, not passed over")
    func halfAKey() {
        let half = container.merging(["AWS_ACCESS_KEY_ID": "E"]) { one, _ in one }
        #expect(
            throws: CredentialsError.invalidSetting(
                name: "AWS_SECRET_ACCESS_KEY", reason: "is missing beside the key's id")
        ) {
            try CredentialsChain(lookup: { half[$0] }, transport: ReplayTransport([]))
        }
    }
}
