#include "evidence/html_tree.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace dechaff::html {

void* Arena::allocate(std::size_t size) {
  size = (size + 15) & ~std::size_t{15};
  if (size > block_left_) {
    const std::size_t block = std::max<std::size_t>(size, 1 << 16);
    if (block > left_) std::longjmp(out_of_memory, 1);
    left_ -= block;
    Block* made = static_cast<Block*>(std::malloc(sizeof(Block) + block));
    if (made == nullptr) std::longjmp(out_of_memory, 1);
    made->before = last_;
    last_ = made;
    free_ = reinterpret_cast<char*>(made + 1);
    block_left_ = block;
  }
  void* out = free_;
  free_ += size;
  block_left_ -= size;
  return out;
}

Arena::~Arena() {
  while (last_ != nullptr) std::free(std::exchange(last_, last_->before));
}

// No object with a destructor may live in here.
const GumboOutput* parse(std::string_view html, Arena& arena) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = [](void* to, std::size_t size) {
    return static_cast<Arena*>(to)->allocate(size);
  };
  options.deallocator = [](void*, void*) {};
  options.userdata = &arena;
  options.max_errors = 0;
  if (setjmp(arena.out_of_memory) != 0) return nullptr;
  return gumbo_parse_with_options(&options, html.data(), html.size());
}

}  // namespace dechaff::html
