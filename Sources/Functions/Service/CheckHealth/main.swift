import APIGateway
import LambdaRuntime
import Service

Lambda.serve { host in CheckHealthHandler(check: try .live(on: host)) }
