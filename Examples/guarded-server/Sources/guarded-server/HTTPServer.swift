import Glibc

/// Answers every request on the loopback interface with the same short text.
struct HTTPServer {
  private let listener: Int32
  private static let answer =
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n"

  /// Takes the port, or returns nil if that is impossible.
  init?(port: UInt16) {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard listener >= 0 else { return nil }
    var isReused: Int32 = 1
    setsockopt(
      listener, SOL_SOCKET, SO_REUSEADDR, &isReused, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let listener = listener
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isBound, listen(listener, 16) == 0 else {
      close(listener)
      return nil
    }
  }

  /// Serves one caller after the other, until the process is told to end.
  func run() -> Never {
    var request = [UInt8](repeating: 0, count: 4096)
    while true {
      let caller = accept(listener, nil, nil)
      guard caller >= 0 else { continue }
      _ = read(caller, &request, request.count)
      writeText(Self.answer, to: caller)
      close(caller)
    }
  }
}

/// A variable of this process, or nil.
func variable(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}

/// Writes all of a text to a file descriptor, as far as the other side takes it.
func writeText(_ text: String, to descriptor: Int32) {
  let bytes = Array(text.utf8)
  var done = 0
  while done < bytes.count {
    let count = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else { return }
    done += count
  }
}
