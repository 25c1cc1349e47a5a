import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  // In a project of your own: the URL of a gateway's /schema.graphql, or the file that `npx esper-graphql schema` prints.
  schema: '../../schema/**/*.graphql',
  documents: 'src/*.tsx',
  generates: {
    './src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: { unmaskFunctionName: 'readFragment' } },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: { ID: 'string', DateTime: 'string', JSON: 'unknown' },
      },
    },
  },
};

export default config;
