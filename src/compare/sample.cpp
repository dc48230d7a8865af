#include "compare/sample.h"

#include "formats/marks.h"

namespace dechaff::compare {
namespace {

std::vector<Change> changes_of(const Document& document) {
  std::vector<Change> out;
  for (const formats::Mark& mark : formats::marks_of(document)) {
    if (mark.by->deed == Deed::flag) continue;
    out.push_back({mark.span, mark.insert, std::string(mark.by->reason.code),
                   std::string(mark.by->reason.why), because_text(*mark.by), mark.by->score});
  }
  return out;
}

class SampleMapper final : public render::MapperTo<SampledBatch> {
 public:
  SampleMapper(const Sample& sample, SampleReducer::Side side) : sample_(sample), side_(side) {}

  void map(const render::Rendering& what, SampledBatch& batch) override {
    const Document& document = what.document;
    ++batch.seen;
    if (side_ == SampleReducer::Side::b) {
      if (sample_.documents().count(document.ordinal) > 0)
        batch.documents.push_back({document.ordinal, {{}, {}, {}, 1, {}, changes_of(document)}});
      return;
    }
    const std::uint64_t key = sample_key(what.batch, what.record);
    if (sample_.may_take(key)) {
      batch.documents.push_back({document.ordinal,
                                 {std::string(document.source),
                                  std::string(document.id),
                                  std::string(document.bytes),
                                  document.first_line,
                                  changes_of(document),
                                  {}},
                                 key});
    }
  }

 private:
  const Sample& sample_;
  SampleReducer::Side side_;
};

}  // namespace

Sample::Sample(SampleSize size) : most_(size.documents == 0 ? SIZE_MAX : size.documents) {
  if (size.documents == 0 && size.share < 1)
    highest_ = static_cast<std::uint64_t>(size.share * 18446744073709551616.0);
}

bool Sample::may_take(std::uint64_t key) const {
  return key <= highest_.load(std::memory_order_relaxed);
}

void Sample::add(std::uint64_t key, std::size_t ordinal, Sampled document) {
  const std::pair place{key, ordinal};
  if (order_.size() == most_ && place > order_.rbegin()->first) return;
  order_[place] = ordinal;
  documents_[ordinal] = std::move(document);
  if (order_.size() > most_) {
    documents_.erase(order_.rbegin()->second);
    order_.erase(std::prev(order_.end()));
  }
  if (order_.size() == most_)
    highest_.store(order_.rbegin()->first.first, std::memory_order_relaxed);
}

void Sample::add_b(std::size_t ordinal, std::vector<Change> changes) {
  const auto at = documents_.find(ordinal);
  if (at != documents_.end()) at->second.b = std::move(changes);
}

std::unique_ptr<render::Mapper> SampleReducer::mapper() const {
  return std::make_unique<SampleMapper>(sample_, side_);
}

void SampleReducer::reduce(SampledBatch& batch) {
  if (side_ == Side::a) sample_.count(batch.seen);
  for (auto& [ordinal, document, key] : batch.documents) {
    if (side_ == Side::a) {
      sample_.add(key, ordinal, std::move(document));
    } else {
      sample_.add_b(ordinal, std::move(document.b));
    }
  }
}

}  // namespace dechaff::compare
