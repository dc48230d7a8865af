#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "render/reducer.h"
#include "run/sampler.h"
#include "text/span.h"

namespace dechaff::compare {

/// What one side did to a stretch of a document: `insert` stands in its place (empty: dropped).
struct Change {
  Span span;  // bytes of the original
  std::string insert, code, why, rule;
  float score = 1;
};

/// A document and what each of the two sides did to it: in order, never overlapping.
struct Sampled {
  std::string source, id, text;
  std::size_t first_line = 1;
  std::vector<Change> a, b;
};

/// Some documents of a run: the `most` whose keys (sample_key()) are lowest, or a share of them, so
/// always the same ones. Memory: the bytes of the chosen documents.
class Sample {
 public:
  explicit Sample(SampleSize size);

  /// Whether a document might be chosen still. On any thread.
  bool may_take(std::uint64_t key) const;
  /// In any order; takes it when it is one of the lowest so far.
  void add(std::uint64_t key, std::size_t ordinal, Sampled document);
  void count(std::size_t documents) { seen_ += documents; }
  /// The other side of a document, if that is chosen.
  void add_b(std::size_t ordinal, std::vector<Change> changes);

  /// The chosen documents by their number in the run.
  const std::map<std::size_t, Sampled>& documents() const { return documents_; }
  std::size_t seen() const { return seen_; }

 private:
  std::size_t most_;
  std::map<std::size_t, Sampled> documents_;
  std::map<std::pair<std::uint64_t, std::size_t>, std::size_t> order_;  // hash → number
  std::size_t seen_ = 0;
  std::atomic<std::uint64_t> highest_ = UINT64_MAX;  // hash that may still be taken
};

/// Documents of a batch with the changes of the side that runs.
struct SampledBatch {
  std::size_t seen = 0;
  struct Document {
    std::size_t ordinal;
    Sampled sampled;
    std::uint64_t key = 0;
  };
  std::vector<Document> documents;  // by number; may be chosen
};

/// The first run chooses the documents of a sample and keeps what its side changed; the second run
/// adds the other side.
class SampleReducer final : public render::ReducerOf<SampledBatch> {
 public:
  enum class Side : std::uint8_t { a, b };
  SampleReducer(Sample& sample, Side side) : sample_(sample), side_(side) {}

  std::unique_ptr<render::Mapper> mapper() const override;
  void reduce(SampledBatch& batch) override;

 private:
  Sample& sample_;
  Side side_;
};

}  // namespace dechaff::compare
