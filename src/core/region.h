#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/decision.h"

namespace dechaff {

/// The element of an HTML page, outside the content, in which a line stood.
enum class Region : std::uint8_t { nav, footer };

struct RegionTraits {
  Region region;
  std::string_view element;
  Reason goes;  // why such a line is removed
};

inline constexpr std::array<RegionTraits, 2> regions = {{
    {Region::nav,
     "nav",
     {"html.nav", "it stood in a <nav> outside the content, and the model is in doubt about it",
      Family::navigation}},
    {Region::footer,
     "footer",
     {"html.footer",
      "it stood in a <footer> outside the content, and the model is in doubt about it",
      Family::navigation}},
}};
constexpr const RegionTraits& traits_of(Region region) {
  return regions[static_cast<std::size_t>(region)];
}

}  // namespace dechaff
