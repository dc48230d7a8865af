#include "rules/pattern_code.h"

#include "rules/pattern_tree.h"

namespace dechaff::rules {
namespace {

using Node = PatternNode;
using Step = QuickPattern::Step;
using Kind = Step::Kind;

constexpr std::size_t most_steps = 5000;

class Emitter {
 public:
  explicit Emitter(std::vector<Step>& steps) : steps_(steps) {}

  void emit(const Node& node) {
    switch (node.kind) {
      case Node::Kind::step:
        put(node.step);
        break;
      case Node::Kind::sequence:
        for (const Node& part : node.parts) emit(part);
        break;
      case Node::Kind::alternatives:
        alternatives(node);
        break;
      case Node::Kind::repeat:
        repeat(node);
    }
  }

  std::uint32_t put(const Step& step) {
    if (steps_.size() >= most_steps) throw UnknownPattern{};
    steps_.push_back(step);
    return here() - 1;
  }

 private:
  std::uint32_t here() const { return static_cast<std::uint32_t>(steps_.size()); }

  std::uint32_t fork() {
    Step step;
    step.kind = Kind::fork;
    step.to = here() + 1;
    return put(step);
  }

  std::uint32_t jump(std::uint32_t to) {
    Step step;
    step.kind = Kind::jump;
    step.to = to;
    return put(step);
  }

  void alternatives(const Node& node) {
    std::vector<std::uint32_t> ends;
    for (std::size_t i = 0; i + 1 < node.parts.size(); ++i) {
      const std::uint32_t split = fork();
      emit(node.parts[i]);
      ends.push_back(jump(0));
      steps_[split].other = here();
    }
    emit(node.parts.back());
    for (const std::uint32_t end : ends) steps_[end].to = here();
  }

  void repeat(const Node& node) {
    const Node& part = node.parts.front();
    for (std::uint32_t i = 0; i < node.least; ++i) emit(part);
    if (node.most == Node::no_limit) {
      const std::uint32_t split = fork();
      emit(part);
      jump(split);
      steps_[split].other = here();
      return;
    }
    std::vector<std::uint32_t> splits;
    for (std::uint32_t i = node.least; i < node.most; ++i) {
      splits.push_back(fork());
      emit(part);
    }
    for (const std::uint32_t split : splits) steps_[split].other = here();
  }

  std::vector<Step>& steps_;
};

}  // namespace

std::optional<PatternCode> compile_pattern(std::string_view pattern) {
  PatternCode out;
  try {
    const Node tree = parse_pattern(pattern, out.sets);
    Emitter emitter(out.steps);
    emitter.emit(tree);
    emitter.put({});
    return out;
  } catch (const UnknownPattern&) {
    return std::nullopt;
  }
}

}  // namespace dechaff::rules
