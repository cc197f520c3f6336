using System.Reflection;

namespace Cake.Tests.Host;

/// <summary>What an assembly offers, one line for each type and member.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetExportedTypes().SelectMany(Lines).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Lines(Type type) =>
        type.GetConstructors(Declared)
            .Select(constructor => $"new({Parameters(constructor)})")
            .Concat(type.GetProperties(Declared).Select(property => $"{property.Name}: {Name(property.PropertyType)}"))
            .Concat(type.GetMethods(Declared).Where(method => !method.IsSpecialName).Select(Method))
            .Select(member => $"{Name(type)}.{member}")
            .Prepend($"{Kind(type)} {Name(type)}{Constraints(type.GetGenericArguments())} : {Ancestry(type)}".TrimEnd(' ', ':'));

    private static string Kind(Type type) =>
        type switch
        {
            { IsInterface: true } => "interface",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };

    private static string Ancestry(Type type) =>
        string.Join(
            ", ",
            new[] { type.BaseType }
                .Where(parent => parent is not null && parent != typeof(object))
                .Concat(type.GetInterfaces().Where(parent => parent.IsVisible && parent.Assembly == type.Assembly))
                .Select(parent => Name(parent!))
                .Order(StringComparer.Ordinal)
        );

    private static string Method(MethodInfo method)
    {
        var modifier = method switch
        {
            { IsStatic: true } => "static ",
            { IsAbstract: true } => "abstract ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };
        var arguments = method.GetGenericArguments();
        var generic = arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";
        return $"{modifier}{method.Name}{generic}({Parameters(method)}): {Name(method.ReturnType)}{Constraints(arguments)}";
    }

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Constraints(Type[] arguments) =>
        string.Concat(
            arguments
                .Where(argument => argument.IsGenericParameter)
                .Select(argument => (argument, constraints: Constraints(argument).ToList()))
                .Where(pair => pair.constraints.Count > 0)
                .Select(pair => $" where {pair.argument.Name}: {string.Join(", ", pair.constraints)}")
        );

    private static IEnumerable<string> Constraints(Type argument)
    {
        var attributes = argument.GenericParameterAttributes;
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            yield return "class";
        }

        foreach (var constraint in argument.GetGenericParameterConstraints())
        {
            yield return Name(constraint);
        }

        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            yield return "new()";
        }
    }

    private static string Name(Type type) =>
        type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.Name;
}
