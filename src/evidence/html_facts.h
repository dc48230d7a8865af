#pragma once

#include <gumbo.h>

#include <array>
#include <cstdint>
#include <string_view>

#include "evidence/evidence.h"

namespace dechaff::html {

/// Finds what a page says of itself: its title, author, date, canonical address. Where it says a
/// thing twice the more reliable place counts, and of equal ones the first.
class FactsReader {
 public:
  explicit FactsReader(evidence::PageFacts& out) : out_(out) {}

  /// The elements inside <head>. O(elements), without recursion.
  void read_head(const GumboNode& head);

  /// An element of the body, or the <html> element. O(attributes), and 100 nodes of text.
  void read(const GumboNode& node);

 private:
  struct Fact {
    std::string* value;
    std::uint8_t rank;  // of where it comes from; 0: unknown
  };
  void put(Fact& fact, std::uint8_t rank, std::string_view value);
  void read_meta(const GumboElement& element);

  evidence::PageFacts& out_;
  Fact title_{&out_.title, 0}, og_title_{&out_.og_title, 0}, site_name_{&out_.site_name, 0},
      author_{&out_.author, 0}, published_{&out_.published, 0}, canonical_{&out_.canonical, 0},
      language_{&out_.language, 0};
};

}  // namespace dechaff::html
