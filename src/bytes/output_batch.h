#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "bytes/output.h"

namespace dechaff::bytes {

/// Outputs that are written and wait for their names, so that many small files are made safe at
/// once: one sync of the file system costs what the sync of a few files does. Until commit() the
/// old files are there, whatever happens.
class OutputBatch {
 public:
  /// Takes a file to which all was written; commits when there are many. Throws Error.
  void add(std::unique_ptr<Output> written);
  /// Syncs, then renames, all that wait. Throws Error.
  void commit();

 private:
  static constexpr std::size_t most = 256;  // all of them open, and removed on a signal
  static constexpr std::size_t few = 8;     // are synced one by one

  std::vector<std::unique_ptr<Output>> waiting_;
};

}  // namespace dechaff::bytes
