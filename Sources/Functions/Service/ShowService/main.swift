import APIGateway
import LambdaRuntime
import Service

Lambda.serve { host in ShowServiceHandler(information: .live(on: host)) }
