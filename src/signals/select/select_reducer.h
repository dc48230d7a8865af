#pragma once

#include <cstdint>
#include <string>

#include "bytes/output.h"
#include "render/reducer.h"
#include "signals/measure.h"
#include "signals/select/criteria.h"

namespace dechaff::select {

inline constexpr std::string_view select_schema = "dechaff.select/1";

/// What is written of a batch; packed at last.
struct Selected {
  std::string kept, rejected;
};

/// Writes the documents that the criteria keep, byte for byte unless the criteria edit them, and
/// apart from them those that are rejected, with the reason.
class SelectReducer final : public render::ReducerOf<Selected> {
 public:
  enum class Form : std::uint8_t { documents, explain };
  /// All outlive it. `rejected` may be null.
  SelectReducer(const Criteria& criteria, const signals::Measure& measure, Form form,
                bytes::Output& kept, bytes::Output* rejected)
      : criteria_(criteria), measure_(measure), form_(form), kept_(kept), rejected_(rejected) {}

  std::unique_ptr<render::Mapper> mapper() const override;
  void reduce(Selected& batch) override;
  bool prints_files() const override { return form_ == Form::documents; }
  bytes::Packing packing() const override { return kept_.packing(); }

 private:
  const Criteria& criteria_;
  const signals::Measure& measure_;
  Form form_;
  bytes::Output& kept_;
  bytes::Output* rejected_;
};

}  // namespace dechaff::select
