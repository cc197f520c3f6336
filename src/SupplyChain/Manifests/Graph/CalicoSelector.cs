namespace SupplyChain.Manifests.Graph;

/// <summary>
/// A selector expression of Calico (docs.tigera.io, "Selectors"): <c>==</c>, <c>!=</c>, <c>in</c>, <c>not in</c>, <c>has()</c>,
/// <c>contains</c>, <c>starts with</c>, <c>ends with</c>, <c>all()</c>, <c>global()</c>, joined by <c>!</c>, <c>&amp;&amp;</c>,
/// <c>||</c> and parentheses.
/// </summary>
internal sealed class CalicoSelector
{
    private const int MostDepth = 50;

    /// <summary>Characters of an expression, which bound how deep its evaluation goes.</summary>
    private const int Longest = 8_000;

    private readonly string text;
    private int position;
    private int depth;

    private CalicoSelector(string text) => this.text = text;

    /// <summary>Reads an expression; null where it is none. The empty one selects everything.</summary>
    /// <returns>Tells from the value of each label, null where it is not set, whether it is selected.</returns>
    public static Func<Func<string, string?>, bool>? Read(string? expression)
    {
        if (string.IsNullOrWhiteSpace(expression))
        {
            return _ => true;
        }

        if (expression.Length > Longest)
        {
            return null;
        }

        try
        {
            var reader = new CalicoSelector(expression);
            var read = reader.Either();
            return reader.Rest.IsEmpty ? read : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private ReadOnlySpan<char> Rest => text.AsSpan(position).TrimStart();

    private Func<Func<string, string?>, bool> Either()
    {
        var left = Both();
        while (Take("||"))
        {
            var (first, second) = (left, Both());
            left = labels => first(labels) || second(labels);
        }

        return left;
    }

    private Func<Func<string, string?>, bool> Both()
    {
        var left = One();
        while (Take("&&"))
        {
            var (first, second) = (left, One());
            left = labels => first(labels) && second(labels);
        }

        return left;
    }

    private Func<Func<string, string?>, bool> One()
    {
        if (++depth > MostDepth)
        {
            throw new FormatException();
        }

        try
        {
            if (Take("!"))
            {
                var inner = One();
                return labels => !inner(labels);
            }

            if (Take("("))
            {
                var inner = Either();
                Demand(")");
                return inner;
            }

            return Term();
        }
        finally
        {
            depth--;
        }
    }

    private Func<Func<string, string?>, bool> Term()
    {
        if (Take("all()"))
        {
            return _ => true;
        }

        // Things that belong to no namespace; no pod is one.
        if (Take("global()"))
        {
            return _ => false;
        }

        if (Take("has("))
        {
            var named = Label();
            Demand(")");
            return labels => labels(named) is not null;
        }

        var label = Label();
        if (Take("=="))
        {
            var value = Quoted();
            return labels => labels(label) == value;
        }

        if (Take("!="))
        {
            var value = Quoted();
            return labels => labels(label) != value;
        }

        if (Take("contains"))
        {
            return Has(label, Quoted(), (set, part) => set.Contains(part, StringComparison.Ordinal));
        }

        if (Take("starts"))
        {
            Demand("with");
            return Has(label, Quoted(), (set, part) => set.StartsWith(part, StringComparison.Ordinal));
        }

        if (Take("ends"))
        {
            Demand("with");
            return Has(label, Quoted(), (set, part) => set.EndsWith(part, StringComparison.Ordinal));
        }

        var negated = Take("not");
        Demand("in");
        var values = Set();
        return labels => (labels(label) is { } set && values.Contains(set)) != negated;
    }

    private static Func<Func<string, string?>, bool> Has(string label, string part, Func<string, string, bool> compare) =>
        labels => labels(label) is { } set && compare(set, part);

    private HashSet<string> Set()
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        Demand("{");
        while (!Take("}"))
        {
            values.Add(Quoted());
            _ = Take(",");
        }

        return values;
    }

    private string Label()
    {
        var rest = Rest;
        var length = 0;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] is '-' or '_' or '.' or '/'))
        {
            length++;
        }

        return length > 0 ? Taken(length) : throw new FormatException();
    }

    private string Quoted()
    {
        var rest = Rest;
        var end = rest.Length > 0 && rest[0] is '"' or '\'' ? rest[1..].IndexOf(rest[0]) : -1;
        return end >= 0 ? Taken(end + 2)[1..^1] : throw new FormatException();
    }

    private void Demand(string token)
    {
        if (!Take(token))
        {
            throw new FormatException();
        }
    }

    private bool Take(string token)
    {
        if (!Rest.StartsWith(token, StringComparison.Ordinal))
        {
            return false;
        }

        // "!=" begins with "!" but is no negation.
        if (token == "!" && Rest.StartsWith("!=", StringComparison.Ordinal))
        {
            return false;
        }

        _ = Taken(token.Length);
        return true;
    }

    private string Taken(int length)
    {
        var rest = Rest;
        var start = text.Length - rest.Length;
        position = start + length;
        return text.Substring(start, length);
    }
}
