import APIGateway
import LambdaRuntime
import People

Lambda.serve { host in CreateUserHandler(people: try .live(on: host)) }
