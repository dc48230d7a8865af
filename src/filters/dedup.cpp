#include <xxhash.h>

#include <unordered_set>

#include "core/filter.h"
#include "page/zones.h"

namespace dechaff {
namespace {

/// Drops lines that repeat an earlier line of the document word for word; the first one stays.
class Dedup final : public Filter {
 public:
  void declare(Params& params) override {
    params.integer("min-words", min_words_, 1, 1000, "shorter units are never repeats");
  }

  void process(Document& document, Sink& sink) override {
    LineTable& lines = document.lines;
    lines.measure();
    seen_.clear();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!lines.kept(i) || lines.words[i] < min_words_) continue;
      const std::string_view text = trim(lines.text[i]);
      if (!page::ends_sentence(text)) continue;
      const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
      if (!seen_.insert({hash.low64, hash.high64}).second) {
        sink.drop(i, {"dedup.line", "repeats an earlier line of the document"});
      }
    }
  }

 private:
  struct Key {
    std::uint64_t low, high;
    bool operator==(const Key&) const = default;
  };
  struct Low {
    std::size_t operator()(const Key& key) const { return key.low; }
  };

  std::int64_t min_words_ = 8;
  std::unordered_set<Key, Low> seen_;  // only probed, never walked
};

}  // namespace

std::unique_ptr<Filter> make_dedup() { return std::make_unique<Dedup>(); }

}  // namespace dechaff
