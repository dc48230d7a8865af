#include "core/decision.h"

namespace dechaff {
namespace {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

}  // namespace

std::string_view Decision::rule_id() const {
  const auto* rule = std::get_if<ByRule>(&because);
  return rule == nullptr ? std::string_view{} : rule->id;
}

Span Decision::of() const {
  const auto* repeat = std::get_if<ByRepeat>(&because);
  return repeat == nullptr ? Span{} : repeat->of;
}

std::string because_text(const Decision& decision) {
  return std::visit(Overloaded{[](const ByRule& rule) { return std::string(rule.id); },
                               [](const ByModel& model) { return model.evidence; },
                               [](const ByCount& count) { return std::to_string(count.copies); },
                               [](const ByKey& key) {
                                 return std::to_string(key.unit) + ' ' + text::hex(key.key);
                               },
                               [](const auto&) { return std::string(); }},
                    decision.because);
}

std::string why_of(const Decision& decision) {
  std::string out(decision.reason.why);
  const std::string_view rule = decision.rule_id();
  if (!rule.empty()) out += ": " + std::string(rule);
  const auto* model = std::get_if<ByModel>(&decision.because);
  if (model != nullptr && !model->evidence.empty()) out += ": " + model->evidence;
  return out;
}

}  // namespace dechaff
