namespace SupplyChain.Scanning.Sbom;

/// <summary>Licences as packages state them: identifiers, expressions of them (SPDX 2.3, Annex D), or texts of their own.</summary>
internal static class SpdxLicense
{
    private const string OwnLicense = "LicenseRef-";

    /// <summary>Whether the text is an identifier.</summary>
    public static bool IsId(string text) => SpdxLicenseIds.All.Contains(text);

    /// <summary>Whether the text is an expression, of which an identifier is the simplest.</summary>
    public static bool IsExpression(string text)
    {
        var depth = 0;
        var operandNext = true;
        foreach (var token in Spaced(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var valid = token switch
            {
                "(" => operandNext && ++depth > 0,
                ")" => !operandNext && depth-- > 0,
                "AND" or "OR" or "WITH" => !operandNext,
                _ => operandNext && IsOperand(token),
            };
            if (!valid)
            {
                return false;
            }

            operandNext = token is "(" or "AND" or "OR" or "WITH";
        }

        return depth == 0 && !operandNext;
    }

    private static string Spaced(string text) =>
        text.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal);

    private static bool IsOperand(string token) =>
        IsId(token.TrimEnd('+')) || (token.StartsWith(OwnLicense, StringComparison.Ordinal) && token.Length > OwnLicense.Length);
}
