import APIGateway
import LambdaRuntime
import Meetups

Lambda.serve { host in SignUpForMeetupHandler(meetups: try .live(on: host)) }
