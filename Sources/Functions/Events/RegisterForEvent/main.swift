import APIGateway
import Events
import LambdaRuntime

Lambda.serve { host in RegisterForEventHandler(events: try .live(on: host)) }
