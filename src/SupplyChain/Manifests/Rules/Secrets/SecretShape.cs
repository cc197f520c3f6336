using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;

namespace SupplyChain.Manifests.Rules.Secrets;

/// <summary>Tells credentials from other texts by their names and shapes.</summary>
internal static partial class SecretShape
{
    /// <summary>Texts longer than this are judged by their beginning.</summary>
    private const int Judged = 64 * 1024;

    /// <summary>Whether a variable or key of this name holds a credential, and not the path, name or lifetime of one.</summary>
    public static bool IsCredentialName(string name) => CredentialName().IsMatch(name) && !AboutCredential().IsMatch(name);

    /// <summary>Whether a value stands for itself: not empty, a placeholder, a path, a switch or a number.</summary>
    public static bool IsLiteral(string value)
    {
        var text = value.Trim();
        return text.Length >= 4
            && !Placeholder().IsMatch(text)
            && !ConstantName().IsMatch(text)
            && !RelativePath().IsMatch(text)
            && !(text.StartsWith('/') && !text.Contains(' ', StringComparison.Ordinal) && !text.EndsWith('='));
    }

    /// <summary>Whether a text contains a credential of a format that is known whatever its name.</summary>
    public static bool HasKnownFormat(string text) => KnownFormat().IsMatch(Beginning(text));

    /// <summary>Whether a file's text sets a credential on one of its lines.</summary>
    public static bool SetsCredential(string text) =>
        HasKnownFormat(text)
        || Setting()
            .Matches(Beginning(text))
            .Any(setting => IsCredentialName(setting.Groups[1].Value) && IsLiteral(setting.Groups[2].Value.Trim('"', '\'', ' ')));

    /// <summary>What base64 text says; null where it is none, or says no text.</summary>
    public static string? Decode(string text)
    {
        var compact = string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
        if (!Base64.IsValid(compact))
        {
            return null;
        }

        var decoded = Encoding.UTF8.GetString(Convert.FromBase64String(compact));
        return decoded.Contains('\uFFFD', StringComparison.Ordinal) ? null : decoded;
    }

    private static string Beginning(string text) => text.Length > Judged ? text[..Judged] : text;

    [GeneratedRegex(
        "(pass(word|wd|phrase)?|pwd|secret|token|api_?-?key|access_?-?key|private_?-?key|auth_?-?key|encryption_?-?key|credentials?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex CredentialName();

    [GeneratedRegex(
        "(^|[_.-])(use|enable|allow|require|no|max|min|bypass|compass|validate)[_.-]|public",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex AboutCredential();

    [GeneratedRegex(
        @"^(true|false|yes|no|on|off|null|none|enabled|disabled|required|optional|\d+|\$[({].*|<.*>|\*+|x+|\{\{.*|%.*%|changeme_?here|ref\+.*|vault:.*|ENC\[.*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline
    )]
    private static partial Regex Placeholder();

    /// <summary>Words in capitals joined by underscores: the name of what is to be put there.</summary>
    [GeneratedRegex("^[A-Z]+(_[A-Z]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex ConstantName();

    /// <summary>Lower-case words joined by slashes: where a secret is, and not the secret.</summary>
    [GeneratedRegex("^[a-z_.-]+(/[a-z_.-]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex RelativePath();

    [GeneratedRegex(
        @"-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_[A-Za-z0-9_]{60}|\bglpat-[A-Za-z0-9_-]{20}|\bxox[abprs]-[A-Za-z0-9-]{10}|\bsk_live_[A-Za-z0-9]{20}|\bAIza[A-Za-z0-9_-]{35}|\b[a-z][a-z0-9+]{1,20}://[^\s/:@$]{1,100}:[^\s/@${<]{3,100}@|AccountKey=[A-Za-z0-9+/=]{40}|\beyJ[A-Za-z0-9_-]{10,500}\.eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{10}|\bnpm_[A-Za-z0-9]{36}|\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}|\bGOCSPX-[A-Za-z0-9_-]{28}|\brk_live_[A-Za-z0-9]{20}|\bdop_v1_[a-f0-9]{64}|\bhvs\.[A-Za-z0-9_-]{24}|hooks\.slack\.com/services/T[A-Z0-9]{6,12}/B[A-Z0-9]{6,12}/[A-Za-z0-9]{20}",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex KnownFormat();

    [GeneratedRegex(
        """^[\s"'-]{0,40}([A-Za-z][A-Za-z0-9_.-]{0,60})["']?[ \t]{0,8}[:=][ \t]{0,8}([^\r\n#]{1,300}?),?[ \t]{0,8}\r?$""",
        RegexOptions.CultureInvariant | RegexOptions.Multiline
    )]
    private static partial Regex Setting();
}
