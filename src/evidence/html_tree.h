#pragma once

#include <gumbo.h>

#include <csetjmp>
#include <cstddef>
#include <string_view>

namespace dechaff::html {

/// All memory of one parse, given back at once: gumbo frees a tree by recursion, which a page of a
/// million open elements turns into a stack overflow. Leaves the parse by longjmp at its limit:
/// gumbo has no way of its own to stop, and elements that it opens again and again can multiply.
class Arena {
 public:
  explicit Arena(std::size_t most) : left_(most) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena();

  void* allocate(std::size_t size);

  std::jmp_buf out_of_memory;

 private:
  struct alignas(16) Block {
    Block* before;
  };
  Block* last_ = nullptr;
  char* free_ = nullptr;
  std::size_t block_left_ = 0, left_;
};

/// `html` is within_limits(). Null when the arena is at its limit.
const GumboOutput* parse(std::string_view html, Arena& arena);

}  // namespace dechaff::html
