#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "text/span.h"

namespace dechaff::formats {

inline constexpr std::size_t tar_block = 512;
/// Size, time and checksum: what of a header changes with the size of its entry.
inline constexpr Span tar_changed{124, 156};

/// Zero bytes behind `size` bytes up to the next block.
constexpr std::size_t tar_padding(std::size_t size) {
  return (tar_block - size % tar_block) % tar_block;
}

/// A header block of POSIX.1-1988 (ustar), pax and GNU tar archives (pubs.opengroup.org, "pax";
/// the GNU tar manual, "Basic Tar Format").
struct TarHeader {
  char type = 0;          // '0' and NUL are files
  std::size_t size = 0;   // of what follows, without padding
  std::string name;       // as the block has it, with the prefix
  bool extended = false;  // blocks of a sparse map follow before the data
};

/// Nothing when the block, of 512 bytes, is no header: its checksum is wrong.
std::optional<TarHeader> read_tar_header(std::string_view block);

/// A header's bytes `tar_changed` for another size, at most 8 GiB.
std::string tar_sized(std::string_view block, std::size_t size);

/// What headers of the types x (pax), L and K (GNU) say of the entry behind them.
struct TarExtras {
  std::string name;  // empty: the entry's own
  bool odd = false;  // the entry is no plain file: a size or a sparse map of its own
};
void read_tar_extra(char type, std::string_view data, TarExtras& extras);

}  // namespace dechaff::formats
