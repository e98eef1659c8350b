# frozen_string_literal: true

require "socket"

module LambdaRuntime
  # One invocation: its body in bytes, and its headers by name. What code that replaces AwsLambda::Marshaller gets.
  class Event
    attr_reader :body

    def initialize(headers, body)
      @headers = headers
      @body = body
    end

    # The value of a header; nil where there is none.
    def [](name)
      @headers[name.downcase]
    end

    def request_id
      self["Lambda-Runtime-Aws-Request-Id"]
    end
  end

  # Client of the Runtime API on one kept-alive connection.
  #
  # https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
  class Client
    BASE = "/2018-06-01/runtime"

    def initialize(address)
      host, _, port = address.rpartition(":")
      @socket = TCPSocket.new(host, Integer(port))
      @socket.setsockopt(Socket::IPPROTO_TCP, Socket::TCP_NODELAY, 1)
    end

    def next_event
      send_request("GET", "/invocation/next", "", "")
      Event.new(*reply)
    end

    def post_response(request_id, payload, content_type)
      post("/invocation/#{request_id}/response", payload, "Content-Type: #{content_type}\r\n")
    end

    def post_error(request_id, failure)
      post("/invocation/#{request_id}/error", *error_of(failure))
    end

    def post_init_error(failure)
      post("/init/error", *error_of(failure))
    end

    private

    def error_of(failure)
      [failure.to_json, "Content-Type: application/json\r\nLambda-Runtime-Function-Error-Type: #{failure.header}\r\n"]
    end

    # What the cloud thinks of it is for the caller: too large an answer, for one.
    def post(path, body, headers)
      send_request("POST", path, body, headers)
      reply
    end

    def send_request(method, path, body, headers)
      head = "#{method} #{BASE}#{path} HTTP/1.1\r\nHost: runtime\r\n#{headers}Content-Length: #{body.bytesize}\r\n\r\n"
      @socket.write(head, body)
    rescue SystemCallError
      leave
    end

    # Headers with lower-case names, and the body.
    def reply
      leave if @socket.gets.nil?
      headers = {}
      while (line = @socket.gets("\r\n", chomp: true) || leave) != ""
        name, _, value = line.partition(":")
        headers[name.downcase] = value.strip
      end
      length = headers.fetch("content-length", "0").to_i
      body = length.zero? ? "" : @socket.read(length)
      leave if body.nil? || body.bytesize < length
      [headers, body]
    rescue SystemCallError
      leave
    end

    # The cloud is gone: nobody needs this process any more.
    def leave
      exit!(0)
    end
  end
end
