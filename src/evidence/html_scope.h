#pragma once

#include <gumbo.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "evidence/evidence.h"
#include "evidence/html_elements.h"

namespace dechaff::html {

/// What an open element says of the text inside it.
struct Scope {
  evidence::Element element = evidence::Element::none;
  std::uint8_t level = 0;
  std::uint8_t flags = 0;
  evidence::Regions regions = 0;
  std::uint32_t depth = 0;
  std::uint32_t link = 0;                   // which link of the page, from 1; 0: none
  std::array<std::uint16_t, 5> siblings{};  // of the nearest blocks, the nearest first
  std::size_t words = 0;                    // its class and id words begin here
  std::size_t above = 0;                    // the nearest scope around it that has words
};

/// The open elements of a page. O(1) amortised an element, but for the bytes of its names, of which
/// 512 count. Below 512 open elements, as many as browsers nest, all is as in the 512th.
class Scopes {
 public:
  void clear();
  void open(const GumboNode& node);
  void close();

  const Scope& top() const { return scopes_.back(); }

  /// Gives `to` the tokens of a line inside the open elements.
  void put_tokens(evidence::Evidence& to) const;

 private:
  static constexpr std::size_t most = 512;

  /// How often a shape occurs among the children of an element.
  class Shapes {
   public:
    void clear();
    void count(std::uint64_t key);
    std::uint16_t of(std::uint64_t key) const;

   private:
    struct Slot {
      std::uint64_t key = 0;
      std::uint32_t count = 0;
    };
    Slot& slot(std::vector<Slot>& in, std::uint64_t key) const;
    std::vector<Slot> slots_;
    std::size_t used_ = 0;
  };

  void read_names(const GumboElement& element, Scope& scope);

  std::vector<Scope> scopes_{Scope{}};
  std::vector<std::uint32_t> words_;
  Shapes shapes_;
  std::size_t deeper_ = 0;
  std::uint32_t links_ = 0;
};

}  // namespace dechaff::html
