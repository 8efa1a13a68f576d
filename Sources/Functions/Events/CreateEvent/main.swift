import APIGateway
import Events
import LambdaRuntime

Lambda.serve { host in CreateEventHandler(events: try .live(on: host)) }
