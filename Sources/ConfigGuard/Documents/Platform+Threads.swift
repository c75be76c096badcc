#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Platform {
  /// The number of processors that are switched on.
  package static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// As large as the main thread's usually is: readers go as deep on every thread.
  private static let stackSize = 8 << 20

  /// Runs a body on a thread of its own for each number below `count`, until all of them have ended.
  ///
  /// Threads that the system does not give are left out; the caller does the work alone if need be.
  package static func withThreads<Result>(
    _ count: Int, running body: @Sendable (Int) -> Void, while work: () -> Result
  ) -> Result {
    withoutActuallyEscaping(body) { body in
      var threads: [pthread_t] = []
      for number in 0..<count {
        guard let thread = startThread({ body(number) }) else { break }
        threads.append(thread)
      }
      defer { for thread in threads { pthread_join(thread, nil) } }
      return work()
    }
  }

  /// What a thread begins with.
  private final class Start {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private static func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    defer { attributes.deallocate() }
    guard pthread_attr_init(attributes) == 0 else { return nil }
    defer { pthread_attr_destroy(attributes) }
    pthread_attr_setstacksize(attributes, stackSize)
    let start = Unmanaged.passRetained(Start(body))
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let status = pthread_create(
      &thread, attributes,
      { argument in
        #if canImport(Darwin)
          let start = Unmanaged<Start>.fromOpaque(argument)
        #else
          let start = Unmanaged<Start>.fromOpaque(argument!)
        #endif
        start.takeRetainedValue().body()
        return nil
      }, start.toOpaque())
    guard status == 0 else {
      start.release()
      return nil
    }
    return thread
  }
}
