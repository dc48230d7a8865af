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

namespace {

/// Elements that have no end tag, or may go without one.
bool ends_by_itself(std::string_view name) {
  static constexpr std::string_view names[] = {
      "area",   "base",  "br", "col",  "dd",    "dt",     "embed", "hr",
      "img",    "input", "li", "link", "meta",  "option", "p",     "param",
      "source", "tbody", "td", "th",   "thead", "tr",     "track", "wbr"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace

bool nests_too_deeply(std::string_view html) {
  constexpr std::ptrdiff_t most = 20'000;
  std::ptrdiff_t open = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const bool closing = html.substr(at + 1, 1) == "/";
    char name[8];
    std::size_t length = 0;
    for (std::size_t i = at + 1 + (closing ? 1U : 0U); i < html.size() && length < sizeof name;
         ++i) {
      const char c = lower(html[i]);
      if ((c < 'a' || c > 'z') && (length == 0 || c < '0' || c > '9')) break;
      name[length++] = c;
    }
    if (length == 0 || ends_by_itself({name, length})) continue;
    open = std::max<std::ptrdiff_t>(0, open + (closing ? -1 : 1));
    if (open > most) return true;
  }
  return false;
}

}  // namespace dechaff::html
