#pragma once

#include <cstdint>

namespace dechaff::bytes {

/// A place in a source at which reading can go on.
struct Position {
  std::uint64_t offset = 0;         // bytes, decompressed, from the begin of the source
  std::uint64_t line = 1;           // that begins there or goes on there
  std::uint64_t packed = 0;         // bytes of the file: where a member or frame begins …
  std::uint64_t packed_offset = 0;  // … and the offset, at most `offset`, of what it holds
};

}  // namespace dechaff::bytes
