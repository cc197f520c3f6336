namespace SupplyChain.Manifests.Yaml;

/// <summary>One document of a YAML text; documents without content are left out.</summary>
/// <param name="Root">Its content.</param>
/// <param name="Index">Its number in the text, from 0, counting those with content.</param>
public sealed record YamlDocument(YamlNode Root, int Index);
