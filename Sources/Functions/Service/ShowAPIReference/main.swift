import APIGateway
import LambdaRuntime
import Service

Lambda.serve { host in ShowAPIReferenceHandler(reference: try APIReference(.live(on: host))) }
