import ConfigGuard
import RulePacks

/// One item of `vars`, with the kustomization that it is in.
struct KustomizeVariable {
  let node: NodeIndex
  let file: KustomizeFile
}

extension KustomizeBuild {
  /// `replacements`: fields that are copied from one object into others.
  mutating func replaceValues(_ file: KustomizeFile, _ objects: inout KustomizeObjects) {
    for item in file.items("replacements") where file.tree.isMapping(item) {
      guard let place = file.tree.value("path", in: item) else {
        replace(item, file, &objects)
        continue
      }
      guard let path = file.text(of: place), !Self.isRemote(path),
        let source = find(FilePath.join(file.folder, path))
      else {
        reportMissing("no such file", place, in: file, &objects)
        continue
      }
      let number = number(of: source)
      let tree = document.trees[number]
      guard let root = tree.documents.first else { continue }
      let list = KustomizeFile(
        number: number, source: source, tree: tree, root: root, folder: file.folder)
      for item in tree.isSequence(root) ? tree.items(of: root) : [root] {
        replace(item, list, &objects)
      }
    }
  }

  private mutating func replace(
    _ item: NodeIndex, _ file: KustomizeFile, _ objects: inout KustomizeObjects
  ) {
    let tree = file.tree
    guard let value = replacement(item, file, objects),
      let targets = tree.value("targets", in: item)
    else {
      // What is not understood may have changed anything.
      objects.isOpen = true
      return
    }
    for target in tree.items(of: targets) {
      guard let select = tree.value("select", in: target), let selector = selector(select, file)
      else {
        objects.isOpen = true
        continue
      }
      let rejects = (tree.value("reject", in: target).map { tree.items(of: $0) } ?? [])
        .compactMap { self.selector($0, file) }
      let paths = tree.value("fieldPaths", in: target).map { tree.items(of: $0) } ?? []
      let fields = paths.compactMap { file.text(of: $0) }
      let options = KustomizeFieldOptions(tree.value("options", in: target), file)
      for number in numbers(for: selector, in: &objects, item, file) ?? []
      where !rejects.contains(where: { $0.matches(objects.list[number], in: document) }) {
        for field in fields {
          set(field, of: number, to: value, options, item, file, &objects)
        }
      }
    }
  }

  private mutating func set(
    _ field: String, of number: Int, to value: LayeredNode, _ options: KustomizeFieldOptions,
    _ item: NodeIndex, _ file: KustomizeFile, _ objects: inout KustomizeObjects
  ) {
    work += 100
    guard mayWork(item, file, &objects) else { return }
    var object = objects[number]
    let document = document
    let isSet = KustomizeFieldPath(field).change(
      &object.node, document, created: options.creates ? value : nil
    ) { node in
      node = options.joined(value, into: node, document)?.replacing(node) ?? value.replacing(node)
    }
    if !isSet { objects.isOpen = true }
    objects[number] = object
  }

  /// The value of a replacement, as a text that stands where it is from.
  private func replacement(
    _ item: NodeIndex, _ file: KustomizeFile, _ objects: KustomizeObjects
  ) -> LayeredNode? {
    if let place = file.tree.value("sourceValue", in: item) {
      return file.text(of: place).map { file.node($0, at: place) }
    }
    guard let source = file.tree.value("source", in: item),
      let value = value(source, file.text("fieldPath", in: source), file, objects)
    else { return nil }
    guard value.isScalar, let text = document.text(of: value) else { return value }
    let options = KustomizeFieldOptions(file.tree.value("options", in: source), file)
    guard let part = options.part(of: text) else { return nil }
    // The field that takes it says whether it is a text.
    var result = value
    result.content = .text(part)
    return result
  }

  /// A field of the one object that a mapping names by kind and name.
  private func value(
    _ source: NodeIndex, _ field: String?, _ file: KustomizeFile, _ objects: KustomizeObjects
  ) -> LayeredNode? {
    guard let kind = file.text("kind", in: source) else { return nil }
    let namespace = file.text("namespace", in: source)
    let found =
      (file.text("name", in: source).map { objects.numbers(ofKind: kind, named: $0) }
      ?? objects.list.indices.filter {
        objects.list[$0].name.kind == kind && !objects.list[$0].isDeleted
      }).filter { number in
        namespace == nil || objects.list[number].names.contains { $0.namespace == namespace }
      }
    guard found.count == 1 else { return nil }
    return KustomizeFieldPath(field ?? "metadata.name").value(
      in: objects.list[found[0]].node, document)
  }

  /// Fills `$(NAME)` of `vars` in the variables of containers.
  mutating func fillVariables(in objects: inout KustomizeObjects) {
    guard !variables.isEmpty else { return }
    var texts: [String: String] = [:]
    for variable in variables {
      let file = variable.file
      let field =
        file.tree.value("fieldref", in: variable.node)
        ?? file.tree.value("fieldRef", in: variable.node)
      guard let name = file.text("name", in: variable.node),
        let source = file.tree.value("objref", in: variable.node),
        let value = value(
          source,
          field.flatMap { file.text("fieldpath", in: $0) ?? file.text("fieldPath", in: $0) }, file,
          objects),
        let text = document.text(of: value)
      else { continue }
      texts[name] = text
    }
    guard !texts.isEmpty else { return }
    let document = document
    objects.forEach { object in
      KubernetesContainers.forEach(in: &object.node) { container in
        guard var table = container["env"], case .sequence(var items) = table.content else {
          return
        }
        for index in items.indices {
          guard var value = items[index]["value"], let text = document.text(of: value),
            let filled = Self.filled(text, texts)
          else { continue }
          value.content = .text(filled)
          items[index]["value"] = value
        }
        table.content = .sequence(items)
        container["env"] = table
      }
    }
  }

  private static let longestName = 256

  /// A text with all `$(NAME)` replaced that are known; nil where there are none.
  private static func filled(_ text: String, _ texts: [String: String]) -> String? {
    guard text.contains("$(") else { return nil }
    var result = ""
    var rest = text[...]
    var isFilled = false
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[dollar...]
      guard rest.dropFirst().first == "(", let close = rest.prefix(longestName).firstIndex(of: ")"),
        let known = texts[String(rest[rest.index(dollar, offsetBy: 2)..<close])]
      else {
        result += "$"
        rest = rest.dropFirst()
        continue
      }
      result += known
      rest = rest[rest.index(after: close)...]
      isFilled = true
    }
    return isFilled ? result + rest : nil
  }
}
