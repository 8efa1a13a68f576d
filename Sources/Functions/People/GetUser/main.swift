import APIGateway
import LambdaRuntime
import People

Lambda.serve { host in GetUserHandler(people: try .live(on: host)) }
