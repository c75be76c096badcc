#if canImport(Glibc)
  import CMalloc
#endif

/// How memory is asked for from the system.
enum Allocator {
  private static let large: Int32 = 128 * 1024

  /// Gives large pieces of memory back to the system when they are freed.
  ///
  /// glibc begins like that, but keeps such pieces from the first one on that was freed. A file is
  /// read and forgotten: there is no other of its size to come.
  static func givesBackLargePieces() {
    #if canImport(Glibc)
      _ = mallopt(M_MMAP_THRESHOLD, large)
    #endif
  }

  /// Gives memory back to the system that is free between what is in use.
  static func givesBackGaps() {
    #if canImport(Glibc)
      _ = malloc_trim(0)
    #endif
  }
}
