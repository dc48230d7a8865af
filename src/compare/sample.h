#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "render/writer.h"
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

/// Keeps the changes of some documents of a run instead of printing them. The first run chooses:
/// the `most` documents whose numbers hash lowest, so the same ones for any number of workers; the
/// second run fills the other side of those. Memory: the bytes of the chosen documents.
/// Thread-safe.
class SampleWriter final : public render::Writer {
 public:
  explicit SampleWriter(std::size_t most) : most_(most) {}

  void document(const render::Rendering& what, std::string& out) const override;
  void second_side() { second_ = true; }

  /// The chosen documents by their number in the run.
  const std::map<std::size_t, Sampled>& documents() const { return documents_; }
  std::size_t seen() const { return seen_; }

 private:
  std::size_t most_;
  bool second_ = false;
  mutable std::mutex mutex_;
  mutable std::map<std::size_t, Sampled> documents_;
  mutable std::map<std::pair<std::uint64_t, std::size_t>, std::size_t> order_;  // hash → number
  mutable std::size_t seen_ = 0;
};

}  // namespace dechaff::compare
