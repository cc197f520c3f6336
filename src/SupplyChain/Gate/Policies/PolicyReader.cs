using System.Text.RegularExpressions;
using SupplyChain.Images;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Gate.Policies;

/// <summary>Makes a policy of the root of its file.</summary>
internal sealed partial class PolicyReader(PolicyProblems problems, string origin, string folder)
{
    internal const string IdGrammar = @"^[a-zA-Z][a-zA-Z0-9+.\-]*:[^\s#]+\z";
    internal const string NameGrammar = "^[a-z0-9]([a-z0-9\\-]{0,61}[a-z0-9])?\\z";

    public Policy Read(PolicyNode root)
    {
        var section = new PolicySection(
            problems,
            root,
            "gate",
            "id",
            "signers",
            "registries",
            "defaults",
            "environments",
            "waivers"
        );
        _ = section.Require("gate");
        _ = section.Word("gate", PolicyWords.Version);
        var id = section.RequiredText("id");
        if (id.Length > 0 && !IdExpression().IsMatch(id))
        {
            section.Add(
                "id",
                $"id {Printable.Quote(id)} is not a URI without '#'; give one, such as https://shop.example/policy"
            );
        }

        var named = section.Find("signers");
        var signers = named is null ? [] : ReadSigners(named);
        var names = new SignerNames(problems, [.. named?.Members?.Keys ?? []]);
        var common = ReadCommon(section, signers) with { PolicyId = id };
        var environments = section.Require("environments") is { } map ? ReadEnvironments(map, common, names) : [];
        var waivers = new WaiverReader(problems, [.. environments.Select(environment => environment.Name)]).Read(section);
        return new Policy(
            id,
            origin,
            [
                .. environments.Select(environment =>
                    environment with
                    {
                        Waivers = [.. waivers.Where(waiver => waiver.Environments.Contains(environment.Name))],
                    }
                ),
            ]
        );
    }

    private static PolicyEnvironment Blank(IReadOnlyList<Signer> signers) =>
        new()
        {
            PolicyId = "",
            Name = "",
            Mode = GateMode.Enforce,
            ValidFor = TimeSpan.Zero,
            Signers = [.. signers.Where(signer => signer.Name != Signer.GatekeeperName)],
            Gatekeeper = signers.FirstOrDefault(signer => signer.Name == Signer.GatekeeperName),
            Images = [],
            Waivers = [],
        };

    private PolicyEnvironment ReadCommon(PolicySection root, IReadOnlyList<Signer> signers)
    {
        var common = Blank(signers);
        if (root.Find("registries") is { } registries)
        {
            var section = new PolicySection(problems, registries, "allow");
            _ = section.Require("allow");
            common = common with
            {
                Registries = [.. section.List("allow").Select(item => ReadPattern(section, item)).OfType<RepositoryPattern>()],
            };
        }

        if (root.Find("defaults") is { } defaults)
        {
            var section = new PolicySection(problems, defaults, "clockSkew", "allowEmpty");
            common = common with
            {
                ClockSkew = section.Duration("clockSkew") ?? common.ClockSkew,
                AllowEmpty = section.Boolean("allowEmpty") ?? common.AllowEmpty,
            };
        }

        return common;
    }

    private List<Signer> ReadSigners(PolicyNode map)
    {
        var signers = new List<Signer>();
        foreach (var (name, member) in MembersOf(map, "a mapping of names to keys"))
        {
            RequireName(name, member);
            var section = new PolicySection(problems, member.Value, "key");
            if (section.Require("key") is { } node && section.TextOf(node) is { } path && ReadKey(node, path) is { } key)
            {
                signers.Add(new Signer(name, key));
            }
        }

        var gatekeeper = signers.Find(signer => signer.Name == Signer.GatekeeperName);
        foreach (var judged in signers.Where(signer => signer != gatekeeper && signer.Key.Equals(gatekeeper?.Key)))
        {
            problems.Add(
                map.Members![judged.Name].Key,
                $"signers.{judged.Name} has the gatekeeper's key and would judge its own evidence; give one of them another key"
            );
        }

        return [.. signers.OrderBy(signer => signer.Name, StringComparer.Ordinal)];
    }

    private List<PolicyEnvironment> ReadEnvironments(PolicyNode map, PolicyEnvironment common, SignerNames signers)
    {
        var members = MembersOf(map, "a mapping of names to requirements");
        foreach (var (name, member) in members)
        {
            RequireName(name, member);
        }

        var reader = new EnvironmentReader(problems, common, signers);
        return
        [
            .. members
                .OrderBy(member => member.Key, StringComparer.Ordinal)
                .Select(member => reader.Read(member.Key, EnvironmentReader.Merge(problems, members, member.Key))),
        ];
    }

    private PublicKey? ReadKey(PolicyNode node, string path)
    {
        try
        {
            return PublicKey.Load(Path.GetFullPath(Path.Combine(folder, path)));
        }
        catch (ConfigurationException error)
        {
            problems.Add(node.At, error.Message.TrimEnd('.'));
            return null;
        }
    }

    private RepositoryPattern? ReadPattern(PolicySection section, PolicyNode item) =>
        RepositoryPatternReader.Read(problems, section, item);

    private IReadOnlyDictionary<string, PolicyMember> MembersOf(PolicyNode node, string expected)
    {
        if (node.Members is { Count: > 0 } members)
        {
            return members;
        }

        problems.Add(node.At, $"{node.Path} has to be {expected}, at least one");
        return new Dictionary<string, PolicyMember>();
    }

    private void RequireName(string name, PolicyMember member)
    {
        if (!NameExpression().IsMatch(name))
        {
            problems.Add(
                member.Key,
                $"{Printable.Quote(name)} is not a name; use lower-case letters, digits and '-', at most 63"
            );
        }
    }

    [GeneratedRegex(IdGrammar, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex IdExpression();

    [GeneratedRegex(NameGrammar, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NameExpression();
}
