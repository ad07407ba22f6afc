import ts from 'typescript'; import fs from 'fs'; import path from 'path';
function walk(d){return fs.readdirSync(d,{withFileTypes:true}).flatMap(e=>e.isDirectory()?walk(d+'/'+e.name):[d+'/'+e.name]);}
for(const f of walk(process.argv[2]).filter(f=>/\.tsx?$/.test(f)&&!/\.test\./.test(f)&&!f.startsWith('src/testing'))){
 const s=ts.createSourceFile(f,fs.readFileSync(f,'utf8'),99,true);
 (function v(n){
  if(ts.isImportDeclaration(n)||ts.isExportDeclaration(n))return;
  let t=null; if(ts.isStringLiteral(n)||ts.isNoSubstitutionTemplateLiteral(n)) t=n.text; else if(ts.isTemplateExpression(n)) t=n.getText(); else if(ts.isJsxText(n)) t=n.text.trim();
  if(t&&/[a-zA-Z]{2,}.* .*[a-zA-Z]{2,}|^[A-Z][a-z]+ ?[a-z]*$/.test(t)){ console.log(f.replace('src/','')+': '+t.replace(/\s+/g,' ').slice(0,130)); }
  ts.forEachChild(n,v);
 })(s);
}
