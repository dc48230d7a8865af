#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dechaff::bytes {

/// How bytes are compressed on their way out.
enum class Packing : std::uint8_t { none, gzip, zstd };

/// By the end of a file's name: ".gz", ".zst", or neither. Throws Error for the name of a packed
/// file that is read and not written.
Packing packing_of(std::string_view path);

/// Puts one gzip member (level 6) or zstd frame (level 3) that holds the bytes in their place;
/// nothing when there are none. Any number of them one behind the other is a file of that kind.
void pack(Packing packing, std::string& bytes);

}  // namespace dechaff::bytes
