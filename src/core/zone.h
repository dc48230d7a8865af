#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace dechaff {

/// The part of a page in which a line stands: above its prose, inside it, below it.
enum class Zone : std::uint8_t { head, body, tail };

/// Names as packs and reports have them, in the order of the enumerators.
inline constexpr std::array<std::string_view, 3> zone_names = {"head", "body", "tail"};
inline constexpr std::array<Zone, 3> all_zones = {Zone::head, Zone::body, Zone::tail};

constexpr std::string_view name_of(Zone zone) { return zone_names[static_cast<std::size_t>(zone)]; }

/// A set of zones.
class Zones {
 public:
  constexpr Zones() = default;
  constexpr Zones(std::initializer_list<Zone> zones) {
    for (const Zone zone : zones) add(zone);
  }
  static constexpr Zones all() { return {Zone::head, Zone::body, Zone::tail}; }
  /// The inverse of bits(); bits that are no zone are dropped.
  static constexpr Zones of_bits(std::uint8_t bits) {
    Zones out;
    out.bits_ = bits & all().bits_;
    return out;
  }

  constexpr void add(Zone zone) {
    bits_ = static_cast<std::uint8_t>(bits_ | 1U << static_cast<unsigned>(zone));
  }
  constexpr bool has(Zone zone) const { return (bits_ >> static_cast<unsigned>(zone) & 1U) != 0; }
  constexpr bool meets(Zones other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool covers(Zones other) const { return (bits_ & other.bits_) == other.bits_; }
  constexpr bool empty() const { return bits_ == 0; }
  /// Bit i is the zone i: how compiled packs write it.
  constexpr std::uint8_t bits() const { return bits_; }

  constexpr auto operator<=>(const Zones&) const = default;

 private:
  std::uint8_t bits_ = 0;
};

/// The zone of each line of a document; empty when nobody looked for them.
using LineZones = std::vector<Zone>;
inline constexpr std::size_t no_line = SIZE_MAX;

/// The first line of `zone`, or no_line. O(lines).
inline std::size_t first_of(const LineZones& lines, Zone zone) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i] == zone) return i;
  }
  return no_line;
}

}  // namespace dechaff
