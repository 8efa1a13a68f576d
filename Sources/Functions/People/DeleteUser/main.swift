import APIGateway
import LambdaRuntime
import People

Lambda.serve { host in DeleteUserHandler(erasure: try .live(on: host)) }
