import APIGateway
import Events
import LambdaRuntime

Lambda.serve { host in ListRegistrationsHandler(events: try .live(on: host)) }
