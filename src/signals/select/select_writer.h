#pragma once

#include <cstdint>
#include <functional>

#include "render/writer.h"
#include "signals/measure.h"
#include "signals/select/criteria.h"

namespace dechaff::select {

inline constexpr std::string_view select_schema = "dechaff.select/1";

/// Writes the documents that the criteria keep, byte for byte unless the criteria edit them, and
/// apart from them those that are rejected, with the reason. Both go through one stream, cut apart
/// again by split_batch().
class SelectWriter final : public render::Writer {
 public:
  enum class Form : std::uint8_t { documents, explain };
  SelectWriter(const Criteria& criteria, const signals::Measure& measure, Form form)
      : criteria_(criteria), measure_(measure), form_(form) {}

  void document(const render::Rendering& what, std::string& out) const override;
  void other(const formats::Batch& batch, const formats::Record& record,
             std::string& out) const override;
  bool prints_files() const override { return form_ == Form::documents; }

 private:
  void append_explanation(const render::Rendering& what, const Criteria::Verdict& verdict,
                          const std::vector<double>& values, std::string& out) const;
  void append_edited(const render::Rendering& what, signals::TextColumns& columns,
                     std::string& out) const;

  const Criteria& criteria_;
  const signals::Measure& measure_;
  Form form_;
};

/// Calls `kept` and `rejected` with the parts of what a SelectWriter wrote, in order.
void split_batch(std::string_view batch, const std::function<void(std::string_view)>& kept,
                 const std::function<void(std::string_view)>& rejected);

}  // namespace dechaff::select
